import { Alert, Button, Form, Input, Upload } from 'antd';
import type { Schemas } from '../api/client';
import { useT } from '../i18n';

/** A table pasted from a spreadsheet, or a CSV file of it. */
export function PastedTable({
  text,
  onChange,
  example,
}: {
  text: string;
  onChange: (text: string) => void;
  example: string;
}) {
  const t = useT();
  return (
    <>
      <Form layout="vertical">
        <Form.Item label={t('table.lines')} htmlFor="table-text">
          <Input.TextArea
            id="table-text"
            value={text}
            onChange={(event) => onChange(event.target.value)}
            autoSize={{ minRows: 5, maxRows: 12 }}
            placeholder={example}
          />
        </Form.Item>
      </Form>
      <Upload
        accept=".csv,text/csv"
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then(onChange);
          return false;
        }}
      >
        <Button>{t('table.choose')}</Button>
      </Upload>
    </>
  );
}

/** Nothing is written before these are right. */
export function WrongLines({ lines }: { lines: Schemas['WrongLine'][] }) {
  const t = useT();
  return (
    <Alert
      type="error"
      showIcon
      title={t('table.wrong')}
      description={
        <ul>
          {lines.map((wrong) => (
            <li key={wrong.line}>{t('table.wrong_line', { line: wrong.line, detail: wrong.detail })}</li>
          ))}
        </ul>
      }
    />
  );
}
