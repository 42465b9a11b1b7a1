import type { UseMutationResult } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../i18n';
import { Refusal } from './Refusal';

/** A dialog that makes one thing from a form, and keeps the form open with the reason when the server refuses. */
export function FormDialog<F extends object, R>({
  open,
  title,
  confirm,
  about,
  initial,
  act,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  confirm?: string;
  about?: ReactNode;
  initial?: Partial<F>;
  act: Pick<UseMutationResult<R, Error, F>, 'mutate' | 'isPending' | 'error' | 'reset'>;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  const [form] = Form.useForm<F>();
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm ?? t('common.add')}
      cancelText={t('common.cancel')}
      confirmLoading={act.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      afterClose={() => {
        form.resetFields();
        act.reset();
      }}
    >
      {about && <p className="hint">{about}</p>}
      <Form<F>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => act.mutate(fields)}
      >
        {children}
        {act.error && <Refusal problem={act.error} />}
      </Form>
    </Modal>
  );
}
